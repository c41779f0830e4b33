import type { SettingJudgement, Step } from "../judgement.js";
import type { Asked, Prepared, Quick } from "./quick.js";
import { accountStep, claimStep, enabledStep, issuerStep, type Outcome } from "./steps.js";
import { claimOf } from "./values.js";

export interface Details {
  readonly outcomes: readonly Outcome[];
  readonly steps: readonly Step[];
  readonly accounts: readonly string[];
}

/** One setting's judgement, whose steps are made when they are first asked for. */
export class Explained {
  readonly judgement: SettingJudgement;
  readonly prepared: Prepared;
  readonly #asked: Asked;
  #details: Details | undefined;

  constructor(prepared: Prepared, { failures, code }: Quick, asked: Asked) {
    this.prepared = prepared;
    this.#asked = asked;
    const details = (): Details => this.details();
    this.judgement = {
      setting: prepared.setting,
      admitted: failures === 0,
      get steps() {
        return details().steps;
      },
      ...(code === undefined ? {} : { code }),
      get accounts() {
        return details().accounts;
      },
    };
  }

  details(): Details {
    this.#details ??= detailsOf(this.prepared, this.#asked);
    return this.#details;
  }
}

function detailsOf({ setting, requirements }: Prepared, asked: Asked): Details {
  const account = accountStep(setting, asked.claims, asked.account, asked.existing);
  const outcomes = [
    issuerStep(setting, claimOf(asked.claims, "iss")),
    asked.signature,
    asked.time,
    ...requirements.map(({ name }) => claimStep(name, setting.claims[name] ?? null, asked.claims)),
    enabledStep(setting),
    account,
  ];
  return { outcomes, steps: outcomes.map(({ step }) => step), accounts: account.accounts };
}
