/**
 * Makes a token without the text of its stack trace, which cdktf keeps with each and which costs more than the resource
 * that it belongs to. It serves messages about tokens that cannot be resolved; a reference to an attribute always can.
 */
export function withoutTrace<T>(make: () => T): T {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = () => "";
  try {
    return make();
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}
