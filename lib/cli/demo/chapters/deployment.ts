import type { Story } from "../story.js";
import { cdktf, deployed } from "../terraform.js";
import type { World } from "../world.js";

export async function tellDeployment(world: World, story: Story): Promise<void> {
  await story.chapter("Deployed");
  const { output } = await cdktf(world, story, "deploy", "--auto-approve");
  await story.holds(
    "state in a local file, in CI, is a finding of severity high: the app accepts it by name, for this Cloudsmith alone",
    /high local-state-in-ci: accepted until/.test(output),
    output,
  );
  const { services, providerSettings, privileges, github } = world.emulator.state;
  const { types, text } = await deployed(world);
  await story.holds("the service account ci-app", services.has("ci-app"));
  await story.holds(
    "two ways in, each pinned to the numeric ids of the GitHub repository",
    providerSettings.size === 2 && [...providerSettings.values()].every(({ claims }) => claims.repository_id === "74"),
  );
  const ways = [...providerSettings.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, claims } of ways) {
    const required = Object.entries(claims).map(([claim, value]) => `${claim} ${String(value)}`);
    await story.say(`  ${name}`, `    ${required.join(", ")}`);
  }
  await story.holds(
    "the grant: ci-app may write to prod",
    privileges.get("prod")?.some(({ service, privilege }) => service === "ci-app" && privilege === "Write") === true,
  );
  const repository = github.repositories.get("acme/app");
  const production = repository?.environments.get("production");
  const half = types.filter((type) => type.startsWith("github_")).length;
  await story.holds(
    `GitHub, by the stand-in: ${half} resources: read-only workflows, environment production for tags v*, variables`,
    repository?.workflow_permissions.default_workflow_permissions === "read" &&
      production?.can_admins_bypass === false &&
      repository.variables.get("CLOUDSMITH_SERVICE_SLUG")?.value === "ci-app",
  );
  const key = services.get("ci-app")?.key ?? "";
  await story.holds(
    "and the state holds no key and no token",
    key !== "" && !text.includes(key) && !/eyJ[\w-]+\.[\w-]+\./.test(text),
  );
}
