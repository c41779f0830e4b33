package main

import "github.com/google/go-github/v67/github"

// The environment's name has what a path must escape.
const (
	environment = "eu/prod"
	variable    = "CLOUDSMITH_ORG"
	file        = ".github/workflows/publish.yml"
	branch      = "trust/setup"
)

const (
	team = 17
	user = 23
)

func create(s *session) {
	s.setWorkflowPermissions("create", "read", false)
	s.createVariable(variable, "acme")
	s.setEnvironment("create", &github.CreateUpdateEnvironment{
		WaitTimer:         github.Int(30),
		CanAdminsBypass:   github.Bool(false),
		PreventSelfReview: github.Bool(true),
		Reviewers: []*github.EnvReviewers{
			{Type: github.String("Team"), ID: github.Int64(team)},
			{Type: github.String("User"), ID: github.Int64(user)},
		},
		DeploymentBranchPolicy: customPolicies(),
	})
	s.kept.BranchPolicy = s.createPolicy("branch", "release/*")
	s.kept.TagPolicy = s.createPolicy("tag", "v*")
	s.createPolicy("tag", "v*")
	s.createEnvironmentVariable("CLOUDSMITH_SERVICE_SLUG", "ci-app")
	s.setSubject("create", false, []string{"repository_id", "context"})
	s.kept.Tags = s.createRuleset(protectedTags("v*"))
	s.kept.TagsETag = s.readRuleset("create", s.kept.Tags, "")
	s.kept.Files = s.createRuleset(protectedFiles(".github/workflows/**/*"))
	s.readRuleset("create", s.kept.Files, "")
	s.createFile("on: push\n")
	s.readData()
}

func refresh(s *session) {
	s.readWorkflowPermissions("refresh")
	s.readVariable("refresh", variable)
	s.readEnvironment("refresh")
	s.readPolicy("refresh", s.kept.BranchPolicy)
	s.readPolicy("refresh", s.kept.TagPolicy)
	s.readEnvironmentVariable("refresh", "CLOUDSMITH_SERVICE_SLUG")
	s.readSubject("refresh")
	s.readRuleset("refresh", s.kept.Tags, s.kept.TagsETag)
	s.readFile("refresh")
}

func update(s *session) {
	s.setWorkflowPermissions("update", "write", true)
	s.updateVariable(variable, "other")
	s.setEnvironment("update", &github.CreateUpdateEnvironment{
		CanAdminsBypass:        github.Bool(true),
		PreventSelfReview:      github.Bool(false),
		DeploymentBranchPolicy: customPolicies(),
	})
	s.updatePolicy(s.kept.TagPolicy, "v1.*")
	s.updateEnvironmentVariable("CLOUDSMITH_SERVICE_SLUG", "ci-other")
	s.setSubject("update", false, []string{"repo"})
	s.updateRuleset(s.kept.Tags, protectedTags("v*", "release-*"))
	s.kept.TagsETag = s.readRuleset("update", s.kept.Tags, s.kept.TagsETag)
	s.removeBypass(s.kept.Files, protectedFiles("cdktf.json"))
	s.readRuleset("update", s.kept.Files, "")
	s.updateFile("on: release\n")
}

// importAll reads as the importers do, which know nothing but the id that they are given.
func importAll(s *session) {
	s.readWorkflowPermissions("import")
	s.readVariable("import", variable)
	s.readEnvironment("import")
	s.readPolicy("import", s.kept.BranchPolicy)
	s.readEnvironmentVariable("import", "CLOUDSMITH_SERVICE_SLUG")
	s.readSubject("import")
	s.importRuleset(s.kept.Files)
	s.importFile()
}

// deleteAll deletes in Terraform's order, dependants first, and looks whether each is gone.
func deleteAll(s *session) {
	s.deleteFile()
	s.deleteRuleset(s.kept.Files)
	s.deleteRuleset(s.kept.Tags)
	s.setSubject("delete", true, nil)
	s.deleteEnvironmentVariable("CLOUDSMITH_SERVICE_SLUG")
	s.deletePolicy(s.kept.TagPolicy)
	s.deletePolicy(s.kept.BranchPolicy)
	s.deleteEnvironment()
	s.deleteVariable(variable)
	s.setWorkflowPermissions("delete", "read", false)
}

func customPolicies() *github.BranchPolicy {
	return &github.BranchPolicy{ProtectedBranches: github.Bool(false), CustomBranchPolicies: github.Bool(true)}
}
