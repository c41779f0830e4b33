/** One warning a process that says how long the rate limit, or failing answers, held it up. */
import type { ProviderClient } from "../client.js";
import type { DataSourceRead, ListHandler, ResourceHandlers } from "../parts.js";

type Told = { readonly client: ProviderClient; readonly diagnostics: Parameters<ProviderClient["warnOfWaits"]>[0] };

function telling<Request extends Told, Rest extends readonly unknown[], Result>(
  handler: (request: Request, ...rest: Rest) => Promise<Result>,
): (request: Request, ...rest: Rest) => Promise<Result> {
  return async (request, ...rest) => {
    const result = await handler(request, ...rest);
    request.client.warnOfWaits(request.diagnostics);
    return result;
  };
}

export function tellingWaits(resource: ResourceHandlers): ResourceHandlers {
  return {
    ...resource,
    create: telling(resource.create),
    read: telling(resource.read),
    update: telling(resource.update),
    delete: telling(resource.delete),
  };
}

export function dataSourceTellingWaits(read: DataSourceRead): DataSourceRead {
  return telling(read);
}

export function listTellingWaits(list: ListHandler): ListHandler {
  return async function* (request) {
    yield* list(request);
    request.client.warnOfWaits(request.diagnostics);
  };
}
