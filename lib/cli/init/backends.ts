/** Where Terraform can keep the state of a new project. */
export interface Backend {
  /** Class of cdktf; none for a local file. */
  readonly className?: string;
  /** Names of what has to be given, as the class has them. */
  readonly needs: readonly string[];
  /** What is different for each stack: property and the TypeScript that makes it of the stack's id. */
  readonly ofStack: readonly (readonly [property: string, expression: string])[];
}

const KEY = "`cloudsmith-trust/$" + "{id}.tfstate`";
const NAME = "`cloudsmith-trust-$" + "{id}`";

export const BACKENDS: { readonly [type: string]: Backend } = {
  local: { needs: [], ofStack: [] },
  s3: { className: "S3Backend", needs: ["bucket", "region"], ofStack: [["key", KEY]] },
  gcs: { className: "GcsBackend", needs: ["bucket"], ofStack: [["prefix", KEY]] },
  azurerm: { className: "AzurermBackend", needs: ["storageAccountName", "containerName"], ofStack: [["key", KEY]] },
  cloud: {
    className: "CloudBackend",
    needs: ["organization"],
    ofStack: [["workspaces", `new NamedCloudWorkspace(${NAME})`]],
  },
};
