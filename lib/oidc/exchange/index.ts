export { OidcCredential, type OidcCredentialOptions } from "./credential.js";
export { isOidcExchangeError, OidcExchangeError, type OidcExchangeErrorCode } from "./errors.js";
export { type ExchangedToken, type ExchangeOptions, exchange } from "./exchange.js";
export { type FindTokenSourceOptions, findTokenSource } from "./find-source.js";
export { DEFAULT_AUDIENCE, type TokenRequest, type TokenSource } from "./source.js";
