// Command go-github makes the calls of Terraform's GitHub provider 6.9.0, by the client library that it uses, in its order
// and with its bodies: what it does for the resources and data sources of the GitHub half of cloudsmith-trust.
//
//	go-github create|refresh|update|import|delete STATE
//
// GITHUB_BASE_URL, GITHUB_OWNER and GITHUB_TOKEN are read as the provider reads them, GITHUB_REPOSITORY_NAME is the
// repository to work on. STATE is a JSON file: what the provider would keep in Terraform's state from one step to the
// next. Each call is a line of JSON on standard output: its name, its status, what was read or what was refused.
package main

import (
	"encoding/json"
	"fmt"
	"os"
)

// state is what the provider knows of what it made: the ids that it cannot tell from names, and the tag of a ruleset.
type state struct {
	BranchPolicy int64  `json:"branch_policy"`
	TagPolicy    int64  `json:"tag_policy"`
	Tags         int64  `json:"tags"`
	TagsETag     string `json:"tags_etag"`
	Files        int64  `json:"files"`
	FileSHA      string `json:"file_sha"`
	CommitSHA    string `json:"commit_sha"`
}

var steps = map[string]func(*session){
	"create":  create,
	"refresh": refresh,
	"update":  update,
	"import":  importAll,
	"delete":  deleteAll,
}

func main() {
	if len(os.Args) != 3 || steps[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: go-github create|refresh|update|import|delete STATE")
		os.Exit(2)
	}
	if err := run(steps[os.Args[1]], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(step func(*session), file string) error {
	var kept state
	if content, err := os.ReadFile(file); err == nil {
		if err := json.Unmarshal(content, &kept); err != nil {
			return fmt.Errorf("%s is not a state: %w", file, err)
		}
	} else if !os.IsNotExist(err) {
		return err
	}
	s, err := configure(&kept)
	if err != nil {
		return err
	}
	step(s)
	content, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	return os.WriteFile(file, content, 0o600)
}
