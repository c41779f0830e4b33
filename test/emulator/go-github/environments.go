package main

import (
	"net/url"

	"github.com/google/go-github/v67/github"
)

// github_repository_environment

func (s *session) setEnvironment(step string, given *github.CreateUpdateEnvironment) {
	found, response, err := s.client.Repositories.CreateUpdateEnvironment(background(), s.owner, s.repo, url.PathEscape(environment), given)
	// an update takes the name that is answered into the id
	s.say(step+" github_repository_environment", response, err, map[string]any{"name": found.GetName()})
	s.readEnvironment(step)
}

func (s *session) readEnvironment(step string) {
	found, response, err := s.client.Repositories.GetEnvironment(background(), s.owner, s.repo, url.PathEscape(environment))
	s.say(step+" read github_repository_environment", response, err, environmentResult(found))
}

func (s *session) deleteEnvironment() {
	response, err := s.client.Repositories.DeleteEnvironment(background(), s.owner, s.repo, url.PathEscape(environment))
	s.say("delete github_repository_environment", response, err, nil)
	s.readEnvironment("delete")
}

// environmentResult is what the provider makes of the rules of protection: reviewers by the type that the library gave them.
func environmentResult(found *github.Environment) any {
	if found == nil {
		return nil
	}
	waitTimer, selfReview := 0, false
	teams, users := []int64{}, []int64{}
	for _, rule := range found.ProtectionRules {
		switch rule.GetType() {
		case "wait_timer":
			waitTimer = rule.GetWaitTimer()
		case "required_reviewers":
			selfReview = rule.GetPreventSelfReview()
			for _, one := range rule.Reviewers {
				switch reviewer := one.Reviewer.(type) {
				case *github.Team:
					teams = append(teams, reviewer.GetID())
				case *github.User:
					users = append(users, reviewer.GetID())
				}
			}
		}
	}
	return map[string]any{
		"can_admins_bypass":        found.CanAdminsBypass,
		"wait_timer":               waitTimer,
		"prevent_self_review":      selfReview,
		"teams":                    teams,
		"users":                    users,
		"deployment_branch_policy": found.DeploymentBranchPolicy,
	}
}

// github_repository_environment_deployment_policy

func (s *session) createPolicy(kind, pattern string) int64 {
	made, response, err := s.client.Repositories.CreateDeploymentBranchPolicy(background(), s.owner, s.repo, url.PathEscape(environment),
		&github.DeploymentBranchPolicyRequest{Name: &pattern, Type: &kind})
	s.say("create github_repository_environment_deployment_policy", response, err, nil)
	if err == nil {
		s.readPolicy("create", made.GetID())
	}
	return made.GetID()
}

func (s *session) readPolicy(step string, id int64) {
	found, response, err := s.client.Repositories.GetDeploymentBranchPolicy(background(), s.owner, s.repo, url.PathEscape(environment), id)
	s.say(step+" read github_repository_environment_deployment_policy", response, err,
		map[string]any{"name": found.GetName(), "type": found.GetType()})
}

func (s *session) updatePolicy(id int64, pattern string) {
	_, response, err := s.client.Repositories.UpdateDeploymentBranchPolicy(background(), s.owner, s.repo, url.PathEscape(environment), id,
		&github.DeploymentBranchPolicyRequest{Name: &pattern})
	s.say("update github_repository_environment_deployment_policy", response, err, nil)
	s.readPolicy("update", id)
}

func (s *session) deletePolicy(id int64) {
	response, err := s.client.Repositories.DeleteDeploymentBranchPolicy(background(), s.owner, s.repo, url.PathEscape(environment), id)
	s.say("delete github_repository_environment_deployment_policy", response, err, nil)
	s.readPolicy("delete", id)
}
