import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Story } from "../story.js";
import type { World } from "../world.js";

export async function tellStart({ emulator, tools }: World, story: Story): Promise<void> {
  await story.title(
    "cloudsmith-trust: who may publish to Cloudsmith, from which CI job, without a long-lived key",
    "Everything here happens on this machine: an embedded Cloudsmith with a CI's token issuer, a real terraform",
    `${tools.terraformVersion}, and a stand-in for the GitHub provider that keeps what it is told in an embedded GitHub.`,
  );
  await story.chapter("An organization where nobody may publish yet");
  const { services, providerSettings, privileges } = emulator.state;
  await story.say(`Cloudsmith at ${emulator.url}: organization ${emulator.organization}, repository prod`);
  await story.holds(
    "no service account, no OIDC settings, no grants",
    services.size === 0 &&
      providerSettings.size === 0 &&
      [...privileges.values()].every((grants) => grants.length === 0),
  );

  await story.chapter("The trust, declared in TypeScript: examples/github-publish/main.ts");
  const source = readFileSync(join(tools.example, "main.ts"), "utf8");
  const start = source.indexOf("const production");
  const end = source.indexOf("new TerraformOutput");
  await story.quote(source.slice(Math.max(start, 0), end));
}
