/**
 * One text as a YAML scalar: plain where every YAML parser reads it back as that same text, in double quotes otherwise
 * (JSON is YAML).
 */
export function yamlText(text: string): string {
  const plain = /^[A-Za-z][A-Za-z0-9 ._/@+-]*[A-Za-z0-9._/@+-]$|^[A-Za-z]$/;
  const reserved = /^(?:true|false|null|yes|no|on|off|y|n)$/i;
  return plain.test(text) && !reserved.test(text) ? text : JSON.stringify(text);
}
