import type { Handler } from "../handlers.js";

export const stopProvider: Handler<"StopProvider"> = (session) => {
  session.stop();
  return {};
};
