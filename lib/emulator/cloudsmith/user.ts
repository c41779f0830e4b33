import type { Handler } from "../http/call.js";
import { ok } from "../http/reply.js";

/** GET /user/self/: whoever calls, anonymous callers included. Nothing says whether it is a user or a service. */
export const self: Handler = (call) => {
  const self_url = `${call.world.url()}/v1/user/self/`;
  switch (call.identity.kind) {
    case "anonymous":
      return ok({
        authenticated: false,
        email: null,
        name: null,
        profile_url: null,
        self_url,
        slug: null,
        slug_perm: null,
      });
    case "user": {
      const { slug, slug_perm, name, email } = call.identity.user;
      return ok({
        authenticated: true,
        email,
        name,
        profile_url: profileUrl(call.world.url(), slug),
        self_url,
        slug,
        slug_perm,
      });
    }
    case "service": {
      const { slug, slug_perm, name } = call.identity.service;
      return ok({ authenticated: true, name, self_url, slug, slug_perm });
    }
  }
};

export const profileUrl = (url: string, slug: string): string => `${url}/v1/users/profile/${slug}/`;
