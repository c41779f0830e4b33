import type { Severity } from "../../../trust/finding.js";

export const SEVERITIES_FROM_GRAVEST: readonly Severity[] = ["critical", "high", "medium", "low"];
