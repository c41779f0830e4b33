import { LINKS } from "../links.js";
import type { WorkflowRule } from "./workflow-rule.js";

export const longLivedKeyNextToOidc: WorkflowRule = {
  id: "long-lived-key-next-to-oidc",
  severity: "medium",
  why: "A key that is kept as a secret lets in whoever gets hold of it, from anywhere and at any time",
  remedy: "log in by OIDC, then delete the secret and rotate the key",
  link: LINKS.cloudsmithOidc,
  *check({ workflow }) {
    for (const [index, text] of workflow.text.split("\n").entries()) {
      if (KEY.test(text.replace(/(?:^|\s)#.*$/, ""))) {
        yield { line: index + 1, message: "uses a long-lived Cloudsmith key" };
      }
    }
  },
};

const KEY = /\bsecrets\.CLOUDSMITH_[A-Z_]*(?:API_?KEY|TOKEN)\b|\bcsa_[0-9a-f]{20}/i;
