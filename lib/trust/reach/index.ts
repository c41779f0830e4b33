export { reachOfAccount } from "./account.js";
export { reachOfJob } from "./job.js";
export { reachOfRepository } from "./repository.js";
export * from "./result.js";
export { MANAGER_REACHES, OWNER_REACHES } from "./scope.js";
