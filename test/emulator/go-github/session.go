package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"

	"github.com/google/go-github/v67/github"
)

// session is a configured provider at work on one repository.
type session struct {
	client *github.Client
	owner  string
	repo   string
	kept   *state
	lines  *json.Encoder
}

// line is what is said of a call.
type line struct {
	Call   string `json:"call"`
	Status int    `json:"status"`
	Result any    `json:"result,omitempty"`
	Error  string `json:"error,omitempty"`
}

// configure makes a client as the provider does for a server that is not github.com, and asks for the owner.
func configure(kept *state) (*session, error) {
	base, err := url.Parse(os.Getenv("GITHUB_BASE_URL"))
	if err != nil || base.Host == "" {
		return nil, fmt.Errorf("GITHUB_BASE_URL is no URL: %q", os.Getenv("GITHUB_BASE_URL"))
	}
	base.Path += "api/v3/"
	transport := &bufferedTransport{next: &etagTransport{next: http.DefaultTransport}}
	client, err := github.NewClient(&http.Client{Transport: transport}).WithEnterpriseURLs(base.String(), "")
	if err != nil {
		return nil, err
	}
	if token := os.Getenv("GITHUB_TOKEN"); token != "" {
		client = client.WithAuthToken(token)
	}
	s := &session{
		client: client,
		owner:  os.Getenv("GITHUB_OWNER"),
		repo:   os.Getenv("GITHUB_REPOSITORY_NAME"),
		kept:   kept,
		lines:  json.NewEncoder(os.Stdout),
	}
	organization, response, err := client.Organizations.Get(context.Background(), s.owner)
	s.say("provider configure", response, err, map[string]any{"id": organization.GetID(), "login": organization.GetLogin()})
	return s, nil
}

// say writes the line of a call: what was read, or why nothing was. An answer that the library could not take is an
// error whatever its status; one that never came has status 0.
func (s *session) say(call string, response *github.Response, err error, result any) {
	said := line{Call: call, Result: result}
	if response != nil {
		said.Status = response.StatusCode
	}
	if err != nil {
		said.Result = nil
		said.Error = err.Error()
		var refused *github.ErrorResponse
		if errors.As(err, &refused) {
			said.Error = refused.Message
		}
	}
	if err := s.lines.Encode(said); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func background() context.Context { return context.Background() }
