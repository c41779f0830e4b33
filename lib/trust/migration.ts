/** The way from long-lived keys to trust. Beside index.ts, since what reads YAML is loaded only by those who need it. */
export { SLUG_VARIABLES } from "./migration/change.js";
export * from "./migration/migrate.js";
export * from "./migration/model.js";
export {
  holdsCredential,
  OTHER_USE_ADVICE,
  type OtherUse,
  type OtherUseKind,
} from "./migration/other-uses.js";
