/** An unsigned stand-in for a JWT with these claims; nothing here checks signatures. */
export function token(claims: { readonly [name: string]: unknown }): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256" })}.${part(claims)}.c2lnbmF0dXJl`;
}
