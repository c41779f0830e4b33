package main

import (
	"net/url"

	"github.com/google/go-github/v67/github"
)

// github_workflow_repository_permissions

func (s *session) setWorkflowPermissions(step, permissions string, approve bool) {
	_, response, err := s.client.Repositories.EditDefaultWorkflowPermissions(background(), s.owner, s.repo,
		github.DefaultWorkflowPermissionRepository{DefaultWorkflowPermissions: &permissions, CanApprovePullRequestReviews: &approve})
	s.say(step+" github_workflow_repository_permissions", response, err, nil)
	s.readWorkflowPermissions(step)
}

func (s *session) readWorkflowPermissions(step string) {
	found, response, err := s.client.Repositories.GetDefaultWorkflowPermissions(background(), s.owner, s.repo)
	s.say(step+" read github_workflow_repository_permissions", response, err, found)
}

// github_actions_variable

func (s *session) createVariable(name, value string) {
	response, err := s.client.Actions.CreateRepoVariable(background(), s.owner, s.repo, &github.ActionsVariable{Name: name, Value: value})
	s.say("create github_actions_variable", response, err, nil)
	s.readVariable("create", name)
}

func (s *session) readVariable(step, name string) {
	found, response, err := s.client.Actions.GetRepoVariable(background(), s.owner, s.repo, name)
	s.say(step+" read github_actions_variable", response, err, variableResult(found))
}

func (s *session) updateVariable(name, value string) {
	response, err := s.client.Actions.UpdateRepoVariable(background(), s.owner, s.repo, &github.ActionsVariable{Name: name, Value: value})
	s.say("update github_actions_variable", response, err, nil)
	s.readVariable("update", name)
}

func (s *session) deleteVariable(name string) {
	response, err := s.client.Actions.DeleteRepoVariable(background(), s.owner, s.repo, name)
	s.say("delete github_actions_variable", response, err, nil)
	s.readVariable("delete", name)
}

// github_actions_environment_variable

func (s *session) createEnvironmentVariable(name, value string) {
	response, err := s.client.Actions.CreateEnvVariable(background(), s.owner, s.repo, url.PathEscape(environment),
		&github.ActionsVariable{Name: name, Value: value})
	s.say("create github_actions_environment_variable", response, err, nil)
	s.readEnvironmentVariable("create", name)
}

func (s *session) readEnvironmentVariable(step, name string) {
	found, response, err := s.client.Actions.GetEnvVariable(background(), s.owner, s.repo, url.PathEscape(environment), name)
	s.say(step+" read github_actions_environment_variable", response, err, variableResult(found))
}

func (s *session) updateEnvironmentVariable(name, value string) {
	response, err := s.client.Actions.UpdateEnvVariable(background(), s.owner, s.repo, url.PathEscape(environment),
		&github.ActionsVariable{Name: name, Value: value})
	s.say("update github_actions_environment_variable", response, err, nil)
	s.readEnvironmentVariable("update", name)
}

func (s *session) deleteEnvironmentVariable(name string) {
	response, err := s.client.Actions.DeleteEnvVariable(background(), s.owner, s.repo, url.PathEscape(environment), name)
	s.say("delete github_actions_environment_variable", response, err, nil)
	s.readEnvironmentVariable("delete", name)
}

// The provider writes both times into the state without asking whether they are there.
func variableResult(found *github.ActionsVariable) any {
	if found == nil {
		return nil
	}
	return map[string]any{
		"name":    found.Name,
		"value":   found.Value,
		"created": !found.CreatedAt.Time.IsZero(),
		"updated": !found.UpdatedAt.Time.IsZero(),
	}
}

// github_actions_repository_oidc_subject_claim_customization_template

func (s *session) setSubject(step string, useDefault bool, keys []string) {
	response, err := s.client.Actions.SetRepoOIDCSubjectClaimCustomTemplate(background(), s.owner, s.repo,
		&github.OIDCSubjectClaimCustomTemplate{UseDefault: &useDefault, IncludeClaimKeys: keys})
	s.say(step+" github_actions_repository_oidc_subject_claim_customization_template", response, err, nil)
	s.readSubject(step)
}

func (s *session) readSubject(step string) {
	found, response, err := s.client.Actions.GetRepoOIDCSubjectClaimCustomTemplate(background(), s.owner, s.repo)
	s.say(step+" read github_actions_repository_oidc_subject_claim_customization_template", response, err, found)
}
