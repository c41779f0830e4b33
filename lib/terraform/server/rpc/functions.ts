import type { Handler } from "../handlers.js";

/** Terraform asks every provider; this room has no functions yet. */
export const getFunctions: Handler<"GetFunctions"> = () => ({});

export const callFunction: Handler<"CallFunction"> = (session, { name }) => ({
  error: { text: `The provider ${session.provider.name} has no function ${JSON.stringify(name)}.` },
});
