import { DiagnosticError } from "../../diagnostics.js";
import type { Handler } from "../handlers.js";

export const moveResourceState: Handler<"MoveResourceState"> = (_session, request) => {
  throw new DiagnosticError(
    "Moving between resource types is not supported",
    `${request.sourceTypeName} cannot become ${request.targetTypeName} by a moved block. ` +
      "Remove the old address from state (terraform state rm) and import the object under the new type.",
  );
};
