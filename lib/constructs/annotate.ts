import { AnnotationMetadataEntryType } from "cdktf";
import type { IConstruct } from "constructs";

const LEVELS = {
  info: AnnotationMetadataEntryType.INFO,
  warning: AnnotationMetadataEntryType.WARN,
  error: AnnotationMetadataEntryType.ERROR,
} as const;

/**
 * A message that cdktf prints with the construct's path; at an error it stops. Without the stack trace that cdktf's own
 * `Annotations` add: it is made during synth, and points to no line of the person who reads it.
 */
export function annotate(construct: IConstruct, level: keyof typeof LEVELS, message: string): void {
  construct.node.addMetadata(LEVELS[level], message);
}
