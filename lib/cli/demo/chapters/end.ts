import type { Story } from "../story.js";
import { cdktf } from "../terraform.js";
import type { World } from "../world.js";

export async function tellEnd(world: World, story: Story): Promise<void> {
  await story.chapter("Destroyed");
  await cdktf(world, story, "destroy", "--auto-approve");
  const { services, providerSettings, privileges, github } = world.emulator.state;
  const repository = github.repositories.get("acme/app");
  await story.holds(
    "no account, no settings, no grant, nothing on GitHub is left",
    services.size === 0 &&
      providerSettings.size === 0 &&
      (privileges.get("prod") ?? []).every(({ service }) => service === undefined) &&
      repository?.variables.size === 0 &&
      repository.environments.size === 0,
  );

  await story.afterword(
    `All ${story.told} things came out as told, in ${story.seconds.toFixed(0)} seconds. Nothing of it is left on this machine.`,
  );
  await story.afterword("What to do next");
  await story.say(
    "ask why a job would be let in, or not:",
    "  npx cdktf synth",
    "  npx cloudsmith-trust explain --repository acme/app --repository-id 74 --owner-id 65 --ref refs/heads/dev",
    "keep an embedded Cloudsmith running, deploy to it, and try real clients on it:",
    "  npx cloudsmith-trust emulator --seed examples/github-publish/organization.json",
    "declare your own: npx cloudsmith-trust init --help, and README.md",
  );
}
