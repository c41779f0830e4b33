package main

import (
	"net/url"

	"github.com/google/go-github/v67/github"
)

// github_repository_file, on a branch that it makes

const (
	author = "Deployer"
	email  = "deployer@acme.example"
)

func (s *session) fileOptions(content, message string) *github.RepositoryContentFileOptions {
	options := &github.RepositoryContentFileOptions{
		Content:   []byte(content),
		Branch:    github.String(branch),
		Message:   &message,
		Author:    &github.CommitAuthor{Name: github.String(author), Email: github.String(email)},
		Committer: &github.CommitAuthor{Name: github.String(author), Email: github.String(email)},
	}
	if s.kept.FileSHA != "" {
		options.SHA = &s.kept.FileSHA
	}
	return options
}

func (s *session) createFile(content string) {
	s.readBranch("create")
	main, response, err := s.client.Git.GetRef(background(), s.owner, s.repo, "refs/heads/main")
	s.say("create github_repository_file ref", response, err, nil)
	_, response, err = s.client.Git.CreateRef(background(), s.owner, s.repo,
		&github.Reference{Ref: github.String("refs/heads/" + branch), Object: &github.GitObject{SHA: github.String(main.GetObject().GetSHA())}})
	s.say("create github_repository_file branch", response, err, nil)
	_, _, response, err = s.client.Repositories.GetContents(background(), s.owner, s.repo, file, &github.RepositoryContentGetOptions{Ref: branch})
	s.say("create github_repository_file contents", response, err, nil)
	s.writeFile("create", s.fileOptions(content, "Add "+file))
}

func (s *session) updateFile(content string) {
	s.readBranch("update")
	s.writeFile("update", s.fileOptions(content, "Update "+file))
}

func (s *session) writeFile(step string, options *github.RepositoryContentFileOptions) {
	made, response, err := s.client.Repositories.CreateFile(background(), s.owner, s.repo, file, options)
	s.say(step+" github_repository_file", response, err, nil)
	if err == nil {
		s.kept.CommitSHA = made.Commit.GetSHA()
	}
	s.readFile(step)
}

// readFile reads the file, then the commit that it knows.
func (s *session) readFile(step string) {
	s.readBranch(step)
	if s.readContents(step) == "" {
		return
	}
	commit, response, err := s.client.Repositories.GetCommit(background(), s.owner, s.repo, s.kept.CommitSHA, nil)
	s.say(step+" read github_repository_file commit", response, err, commitResult(commit))
}

// importFile reads the file, then looks for the commit that made it.
func (s *session) importFile() {
	ref := s.readContents("import")
	commits, response, err := s.client.Repositories.ListCommits(background(), s.owner, s.repo, &github.CommitsListOptions{SHA: ref, Path: file})
	s.say("import github_repository_file commits", response, err, map[string]any{"count": len(commits)})
	for _, one := range commits {
		commit, response, err := s.client.Repositories.GetCommit(background(), s.owner, s.repo, one.GetSHA(), nil)
		s.say("import read github_repository_file commit", response, err, commitResult(commit))
	}
}

func (s *session) readBranch(step string) {
	found, response, err := s.client.Repositories.GetBranch(background(), s.owner, s.repo, branch, 2)
	s.say(step+" read github_repository_file branch", response, err, map[string]any{"name": found.GetName()})
}

// readContents returns the ref that the answer's own address names: the provider takes it from nowhere else.
func (s *session) readContents(step string) string {
	found, _, response, err := s.client.Repositories.GetContents(background(), s.owner, s.repo, file, &github.RepositoryContentGetOptions{Ref: branch})
	if err != nil || found == nil {
		s.say(step+" read github_repository_file", response, err, nil)
		return ""
	}
	content, err := found.GetContent()
	ref := ""
	if address, wrong := url.Parse(found.GetURL()); wrong == nil {
		ref = address.Query().Get("ref")
	}
	s.kept.FileSHA = found.GetSHA()
	s.say(step+" read github_repository_file", response, err, map[string]any{"content": content, "ref": ref})
	return ref
}

func (s *session) deleteFile() {
	s.readBranch("delete")
	_, response, err := s.client.Repositories.DeleteFile(background(), s.owner, s.repo, file, s.fileOptions("on: release\n", "Delete "+file))
	s.say("delete github_repository_file", response, err, nil)
	s.readContents("delete")
}

func commitResult(commit *github.RepositoryCommit) any {
	if commit == nil {
		return nil
	}
	files := []string{}
	for _, one := range commit.Files {
		files = append(files, one.GetStatus()+" "+one.GetFilename())
	}
	return map[string]any{
		"message":   commit.GetCommit().GetMessage(),
		"committer": commit.GetCommit().GetCommitter().GetName() + " <" + commit.GetCommit().GetCommitter().GetEmail() + ">",
		"parents":   len(commit.Parents),
		"files":     files,
	}
}
