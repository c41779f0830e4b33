package main

import (
	"encoding/json"

	"github.com/google/go-github/v67/github"
)

// github_repository_ruleset

// protectedTags is the ruleset of tags that nobody may move. The provider asks for fetch and merge wherever it sets
// `update`, whatever was declared, and leaves an empty list of actors out.
func protectedTags(patterns ...string) *github.Ruleset {
	include := []string{}
	for _, pattern := range patterns {
		include = append(include, "refs/tags/"+pattern)
	}
	return &github.Ruleset{
		Name:         "release tags",
		Target:       github.String("tag"),
		SourceType:   github.String("Repository"),
		Source:       "app",
		Enforcement:  "active",
		BypassActors: []*github.BypassActor{},
		Conditions:   &github.RulesetConditions{RefName: &github.RulesetRefConditionParameters{Include: include, Exclude: []string{}}},
		Rules: []*github.RepositoryRule{
			github.NewUpdateRule(&github.UpdateAllowsFetchAndMergeRuleParameters{UpdateAllowsFetchAndMerge: true}),
			github.NewDeletionRule(),
			github.NewNonFastForwardRule(),
		},
	}
}

// protectedFiles is the ruleset of files that administrators alone may push.
func protectedFiles(paths ...string) *github.Ruleset {
	return &github.Ruleset{
		Name:        "trust files",
		Target:      github.String("push"),
		SourceType:  github.String("Repository"),
		Source:      "app",
		Enforcement: "active",
		BypassActors: []*github.BypassActor{{
			ActorID:    github.Int64(5),
			ActorType:  github.String("RepositoryRole"),
			BypassMode: github.String("always"),
		}},
		Rules: []*github.RepositoryRule{github.NewFilePathRestrictionRule(&github.RuleFileParameters{RestrictedFilePaths: &paths})},
	}
}

func (s *session) createRuleset(given *github.Ruleset) int64 {
	made, response, err := s.client.Repositories.CreateRuleset(background(), s.owner, s.repo, given)
	s.say("create github_repository_ruleset", response, err, nil)
	return made.GetID()
}

// readRuleset returns the tag of what was read. With the tag of an earlier read, nothing comes where nothing has changed.
func (s *session) readRuleset(step string, id int64, etag string) string {
	found, response, err := s.client.Repositories.GetRuleset(withETag(etag), s.owner, s.repo, id, false)
	s.say(step+" read github_repository_ruleset", response, err, rulesetResult(found))
	if response == nil {
		return ""
	}
	return response.Header.Get("ETag")
}

func (s *session) updateRuleset(id int64, given *github.Ruleset) {
	_, response, err := s.client.Repositories.UpdateRuleset(background(), s.owner, s.repo, id, given)
	s.say("update github_repository_ruleset", response, err, nil)
}

// removeBypass updates a ruleset whose actors are no longer declared.
func (s *session) removeBypass(id int64, given *github.Ruleset) {
	given.BypassActors = []*github.BypassActor{}
	_, response, err := s.client.Repositories.UpdateRulesetNoBypassActor(background(), s.owner, s.repo, id, given)
	s.say("update github_repository_ruleset", response, err, nil)
}

func (s *session) importRuleset(id int64) {
	repository, response, err := s.client.Repositories.Get(background(), s.owner, s.repo)
	s.say("import github_repository_ruleset repository", response, err, map[string]any{"name": repository.GetName()})
	s.readRuleset("import", id, "")
}

func (s *session) deleteRuleset(id int64) {
	response, err := s.client.Repositories.DeleteRuleset(background(), s.owner, s.repo, id)
	s.say("delete github_repository_ruleset", response, err, nil)
	s.readRuleset("delete", id, "")
}

func rulesetResult(found *github.Ruleset) any {
	if found == nil {
		return nil
	}
	rules := map[string]*json.RawMessage{}
	for _, rule := range found.Rules {
		rules[rule.Type] = rule.Parameters
	}
	var refName any
	if conditions := found.GetConditions(); conditions != nil && conditions.RefName != nil {
		refName = conditions.RefName
	}
	return map[string]any{
		"name":          found.Name,
		"target":        found.GetTarget(),
		"enforcement":   found.Enforcement,
		"node_id":       found.GetNodeID() != "",
		"bypass_actors": found.BypassActors,
		"ref_name":      refName,
		"rules":         rules,
	}
}
