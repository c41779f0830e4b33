/**
 * Stacks of L1 classes alone: with neither a construct of ours nor a CloudsmithProvider in them, their first resource
 * sees to it that they are checked and judged like any other.
 */
import { TerraformStack } from "cdktf";
import { type CloudsmithResource, observeResources } from "../../bindings/private/resource.js";
import { reportFindings } from "./report-findings.js";
import { checkStackOf } from "./stack-checks.js";
import { StackReading } from "./stack-reading.js";
import { whenWritten } from "./when-written.js";
import { writtenExceptions } from "./written-exceptions.js";
import { writtenSources } from "./written-sources.js";

const first = new WeakMap<TerraformStack, CloudsmithResource>();
const withProvider = new WeakSet<TerraformStack>();

/** A CloudsmithProvider judges its stack itself. */
export function isJudgedByProvider(stack: TerraformStack): void {
  withProvider.add(stack);
}

export function judgeStacksOfResources(): void {
  observeResources({
    made(resource) {
      const stack = TerraformStack.of(resource);
      if (!first.has(stack)) {
        first.set(stack, resource);
        checkStackOf(resource);
        whenWritten(resource, () => {
          if (!withProvider.has(stack)) {
            reportFindings(stack, StackReading.take(stack), stack);
          }
        });
      }
    },
    tryMetadata(resource) {
      const stack = TerraformStack.of(resource);
      return first.get(stack) === resource && !withProvider.has(stack)
        ? { ...writtenExceptions(stack), ...writtenSources(stack) }
        : undefined;
    },
  });
}
