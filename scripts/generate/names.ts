/** Names of Terraform in those of TypeScript. */

/** `slug_perm` → `slugPerm` */
export function camel(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `cloudsmith_repository_privileges` → `CloudsmithRepositoryPrivileges` */
export function pascal(name: string): string {
  const text = camel(name);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `cloudsmith_repository_privileges` → `repository-privileges` */
export function fileName(type: string): string {
  return type.replace(/^cloudsmith_/, "").replaceAll("_", "-");
}
