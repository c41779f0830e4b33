package main

import (
	"encoding/json"
	"io"
)

// readData reads what the GitHub half reads, and the two data sources that take its place in larger configurations.
func (s *session) readData() {
	s.readAny("repos/" + s.owner + "/" + s.repo)
	s.readAny("repos/" + s.owner + "/never")
	s.readAny("repos/" + s.owner + "/" + s.repo + "/actions/permissions/fork-pr-workflows-private-repos")
	s.readSubject("data")
	s.readRepository(s.repo)
	s.readRepository("former-name")
	organization, response, err := s.client.Organizations.Get(background(), s.owner)
	s.say("data github_organization", response, err, map[string]any{
		"id": organization.GetID(), "login": organization.GetLogin(), "plan": organization.GetPlan().GetName(),
	})
}

// readAny is the data source github_rest_api: any address under the base, 404 is an answer, and the number of the
// request becomes the id. Without one Terraform would find nothing read.
func (s *session) readAny(endpoint string) {
	request, err := s.client.NewRequest("GET", endpoint, nil)
	if err != nil {
		s.say("data github_rest_api", nil, err, nil)
		return
	}
	response, err := s.client.Do(background(), request, nil)
	if err != nil && (response == nil || response.StatusCode != 404) {
		s.say("data github_rest_api", response, err, nil)
		return
	}
	content, err := io.ReadAll(response.Body)
	if err != nil {
		s.say("data github_rest_api", response, err, nil)
		return
	}
	var body map[string]any
	err = json.Unmarshal(content, &body)
	s.say("data github_rest_api", response, err, map[string]any{
		"endpoint": endpoint,
		"id":       response.Header.Get("x-github-request-id") != "",
		"status":   response.Status,
		"body":     body,
	})
}

func (s *session) readRepository(name string) {
	found, response, err := s.client.Repositories.Get(background(), s.owner, name)
	s.say("data github_repository", response, err, map[string]any{
		"repo_id": found.GetID(), "full_name": found.GetFullName(), "owner_id": found.GetOwner().GetID(),
		"visibility": found.GetVisibility(), "default_branch": found.GetDefaultBranch(),
		"has_pages": found.GetHasPages(), "license": found.GetLicense() != nil,
	})
}
