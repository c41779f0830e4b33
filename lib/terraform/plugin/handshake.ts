/** What go-plugin says to a plugin by its environment, and the one line that the plugin answers. */

/** Proves nothing; it only tells a person who starts the program by hand from Terraform. */
export const MAGIC_COOKIE = {
  name: "TF_PLUGIN_MAGIC_COOKIE",
  value: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
} as const;

const CORE_PROTOCOL = 1;
const PROVIDER_PROTOCOL = 6;

export type Environment = { readonly [name: string]: string | undefined };

/** What to say to a person who started the program; `undefined` when Terraform did. */
export function startedByHand(environment: Environment, providerName: string): string | undefined {
  return environment[MAGIC_COOKIE.name] === MAGIC_COOKIE.value
    ? undefined
    : `This is the Terraform provider "${providerName}". Terraform starts it by itself; it does nothing when run by ` +
        "hand. Run terraform (or cdktf) in a directory whose configuration requires the provider.";
}

/** @throws Error when the client does not speak our protocol */
export function assertProtocol(environment: Environment): void {
  const offered = environment.PLUGIN_PROTOCOL_VERSIONS;
  if (offered && !offered.split(",").includes(String(PROVIDER_PROTOCOL))) {
    throw new Error(
      `it speaks plugin protocol ${PROVIDER_PROTOCOL}, and this Terraform offers only ${offered}. ` +
        "Use Terraform 1.0 or newer.",
    );
  }
}

export interface Address {
  readonly network: "unix" | "tcp";
  /** A path, or host and port. */
  readonly address: string;
}

/** go-plugin wants standard base64 without padding. */
export function handshakeLine({ network, address }: Address, certificate: Buffer | undefined): string {
  const encoded = certificate?.toString("base64").replace(/=+$/, "") ?? "";
  return [CORE_PROTOCOL, PROVIDER_PROTOCOL, network, address, "grpc", encoded].join("|");
}
