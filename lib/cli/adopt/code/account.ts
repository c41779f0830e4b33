import type { Account } from "../../../trust/index.js";
import { literal, valueLiteral } from "./literal.js";
import { array, type Code, call, object, property } from "./print.js";
import type { FileScope } from "./scope.js";

export function accountCode(scope: FileScope, { name, description, role, teams }: Account, id: string): Code {
  const memberships = teams.map((team) =>
    object([property("team", literal(team.slug)), team.role === "Manager" ? property("role", '"Manager"') : undefined]),
  );
  const props = object([
    name === id ? undefined : property("name", valueLiteral(name)),
    description === undefined ? undefined : property("description", valueLiteral(description)),
    role === "Manager" ? property("role", '"Manager"') : undefined,
    teams.length === 0 ? undefined : property("teams", array(memberships)),
  ]);
  const items = ["this", literal(id), ...(props.items.length === 0 ? [] : [props])];
  return call(`new ${scope.ours("ServiceAccount")}`, ...items);
}
