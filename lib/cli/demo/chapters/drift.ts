import { apiKeyCredential, CloudsmithClient } from "../../../cloudsmith/index.js";
import { gitHubJobClaims, judge } from "../../../oidc/index.js";
import { failure } from "../../errors.js";
import type { Story } from "../story.js";
import { cdktf, plannedChanges } from "../terraform.js";
import type { World } from "../world.js";
import { OTHER_BRANCH } from "./jobs.js";

const LOOSENED = "refs/heads/.*";

export async function tellDrift(world: World, story: Story): Promise<void> {
  await story.chapter("Somebody loosens the trust by hand, in Cloudsmith");
  const name = await loosen(world);
  await story.say(`${name} now requires ref ${LOOSENED}: any branch`);
  await story.holds("a job on another branch would be let in", wouldBeLetIn(world));

  await story.chapter("The next plan sees it");
  await cdktf(world, story, "diff");
  const changes = await plannedChanges(world);
  const [change] = changes;
  const before = refIn(change?.before);
  const after = refIn(change?.after);
  await story.holds(
    `1 to change: ${change?.address ?? "nothing"}`,
    changes.length === 1 && change?.actions.join() === "update",
    JSON.stringify(changes),
  );
  await story.holds(`its ref: ${before} → ${after}`, before === LOOSENED && after === "refs/heads/main");

  await story.chapter("Deployed again, and it is healed");
  await cdktf(world, story, "deploy", "--auto-approve");
  await story.holds("a job on another branch is refused again", !wouldBeLetIn(world));
  await cdktf(world, story, "diff");
  await story.holds("the plan after it shows no change", (await plannedChanges(world)).length === 0);
}

/** As a person with the right to do so would, through the API. */
async function loosen({ emulator }: World): Promise<string> {
  const client = new CloudsmithClient({ host: emulator.url, credential: apiKeyCredential(emulator.apiKey) });
  const settings = await client.oidc.list(emulator.organization);
  const main = settings.find(({ claims }) => claims.ref === "refs/heads/main");
  if (main === undefined) {
    throw failure("no setting requires refs/heads/main");
  }
  await client.oidc.update(emulator.organization, main.slug_perm, { claims: { ...main.claims, ref: LOOSENED } });
  return main.name;
}

function wouldBeLetIn({ emulator }: World): boolean {
  const settings = [...emulator.state.providerSettings.values()];
  return judge({ claims: gitHubJobClaims(OTHER_BRANCH), account: "ci-app", settings }).admitted;
}

function refIn(values: unknown): string {
  const { claims } = (values ?? {}) as { claims?: { ref?: unknown } };
  return String(claims?.ref);
}
