/** What every format says of an adoption, in its order. */
import { joined, type Phrase, phrase } from "../phrase.js";
import type { AdoptionReport } from "./report.js";

export interface AdoptionSection {
  readonly title: string;
  readonly lead: string;
  readonly rows: readonly Phrase[];
  /** Something that a person has to look at. */
  readonly urgent: boolean;
}

export function countsOf({ declared, resources, files }: AdoptionReport): string {
  const { accounts, settings, grants, pipelines } = declared;
  const counted = [
    count(accounts, "service account"),
    count(settings, "provider setting"),
    count(grants, "grant"),
  ].join(", ");
  const whole = pipelines === 0 ? "" : `; ${count(pipelines, "account")} as whole pipelines`;
  return `${counted}: ${count(resources, "resource")} to import, in ${count(files.length, "file")}${whole}`;
}

export function sectionsOf(report: AdoptionReport): readonly AdoptionSection[] {
  const { accepted, leftOut, reworded, notRead, notManaged, kept } = report;
  const [first] = accepted;
  return [
    {
      title: "Open trust, accepted as it was found",
      lead: `Look at each: close it, or say why it may stay. From the day after ${first?.until ?? ""} it stops cdktf synth.`,
      rows: accepted.map(({ severity, rule, what, name, message, file }) =>
        join(ours(`${severity} ${rule}, ${what} `), phrase`${name}`, ours(` in ${file}: `), phrase`${message}`),
      ),
      urgent: true,
    },
    {
      title: "Left out",
      lead: "Live, and not in the app: Terraform will neither change nor see it.",
      rows: leftOut.map(({ what, name, reason }) => join(ours(`${what} `), phrase`${name}: ${reason}`)),
      urgent: true,
    },
    {
      title: "Not read",
      lead: "The app holds nothing of it. Adopt again as an Owner to have all.",
      rows: notRead.map(({ what, reason }) => phrase`${what}: ${reason}`),
      urgent: true,
    },
    {
      title: "In other words",
      lead: "Declared as Terraform keeps it.",
      rows: reworded.map(({ setting, text }) => phrase`setting ${setting} ${text}`),
      urgent: false,
    },
    {
      title: "Kept",
      lead: "Yours, and not overwritten; the app has not its own.",
      rows: kept.map((file) => phrase`${file}`),
      urgent: false,
    },
    {
      title: "Not managed here",
      lead: "Gives access too, and no resource declares it.",
      rows: notManaged.map(({ text, repository }) =>
        repository === undefined ? ours(text) : join(phrase`repository ${repository}`, ours(` ${text}`)),
      ),
      urgent: false,
    },
  ].filter(({ rows }) => rows.length > 0);
}

/** Words of ours that are put together while we run. */
function ours(words: string): Phrase {
  return { words: [words], texts: [] };
}

function join(...phrases: readonly Phrase[]): Phrase {
  return joined(phrases, "");
}

function count(number: number, what: string): string {
  return `${number.toLocaleString("en-US")} ${what}${number === 1 ? "" : "s"}`;
}
