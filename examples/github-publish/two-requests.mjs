// Signs in with two plain requests, then publishes: node two-requests.mjs REPOSITORY FILE
// The first asks GitHub for the job's id token, the second exchanges it for a token of the service account.
const {
  ACTIONS_ID_TOKEN_REQUEST_URL: url,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: permission,
  CLOUDSMITH_ORG: organization,
  CLOUDSMITH_SERVICE_SLUG: service_slug,
  CLOUDSMITH_OIDC_AUDIENCE: audience = "cloudsmith",
} = process.env;
const host = (process.env.CLOUDSMITH_API_HOST ?? "https://api.cloudsmith.io").replace(/\/+$/, "");

async function answer(what, request) {
  const response = await request;
  if (!response.ok) {
    throw new Error(`${what}: ${response.status} ${await response.text()}`);
  }
  return response.json();
}

try {
  if (!url || !permission) {
    throw new Error("this job may not ask for an id token: it needs the permission id-token: write");
  }
  const { value: oidc_token } = await answer(
    "GitHub's id token",
    fetch(`${url}&audience=${encodeURIComponent(audience)}`, { headers: { Authorization: `Bearer ${permission}` } }),
  );
  const { token } = await answer(
    "Cloudsmith's exchange",
    fetch(`${host}/openid/${organization}/`, {
      method: "POST",
      redirect: "error",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ oidc_token, service_slug }),
    }),
  );
  console.log(`::add-mask::${token}`);
  process.env.CLOUDSMITH_API_KEY = `Bearer ${token}`;
  await import("./publish.mjs");
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
