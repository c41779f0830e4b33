package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
)

type etagKey struct{}

// withETag makes a read ask whether anything has changed since the tag was given.
func withETag(etag string) context.Context {
	return context.WithValue(context.Background(), etagKey{}, etag)
}

// etagTransport sends the tag of a context, as the provider's own does.
type etagTransport struct{ next http.RoundTripper }

func (t *etagTransport) RoundTrip(request *http.Request) (*http.Response, error) {
	if etag, ok := request.Context().Value(etagKey{}).(string); ok && etag != "" {
		request = request.Clone(request.Context())
		request.Header.Set("If-None-Match", etag)
	}
	return t.next.RoundTrip(request)
}

// bufferedTransport reads a body to its end before it hands it on, as the provider's does to look for rate limits.
// Therefore its data source github_rest_api can read bodies that the library has closed.
type bufferedTransport struct{ next http.RoundTripper }

func (t *bufferedTransport) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := t.next.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	if err := response.Body.Close(); err != nil {
		return nil, err
	}
	response.Body = io.NopCloser(bytes.NewReader(content))
	return response, nil
}
