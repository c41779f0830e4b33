import { requestToken } from "../private/request-token.js";
import { checkToken, type FindSource, pair, variable } from "../source.js";

/** The job's access token is not in its environment unless the step maps it. */
export const AZURE_REMEDY =
  "Map the job's token into the step: `env:` with `SYSTEM_ACCESSTOKEN: $(System.AccessToken)`.";

/**
 * The audience is always `api://AzureADTokenExchange`. With `CLOUDSMITH_ADO_SERVICE_CONNECTION_ID` the token speaks for
 * that service connection, otherwise for the pipeline.
 *
 * https://learn.microsoft.com/en-us/rest/api/azure/devops/distributedtask/oidctoken/create
 */
export const findAzureDevOps: FindSource = ({ environment, transport }) => {
  const found = pair(environment, ["SYSTEM_OIDCREQUESTURI", "SYSTEM_ACCESSTOKEN"], AZURE_REMEDY);
  if (found === undefined) {
    return undefined;
  }
  const [url, bearer] = found;
  const connection = variable(environment, "CLOUDSMITH_ADO_SERVICE_CONNECTION_ID");
  const query = [
    "api-version=7.1",
    ...(connection === undefined ? [] : [`serviceConnectionId=${encodeURIComponent(connection)}`]),
  ].join("&");
  return {
    ci: "azure-devops",
    name: "Azure DevOps (SYSTEM_OIDCREQUESTURI)",
    token: async ({ signal }) => {
      const token = await requestToken(transport, {
        ci: "Azure DevOps",
        variable: "SYSTEM_OIDCREQUESTURI",
        method: "POST",
        url: `${url}${url.includes("?") ? "&" : "?"}${query}`,
        bearer,
        field: "oidcToken",
        ...(signal === undefined ? {} : { signal }),
      });
      return checkToken(token, "The answer of Azure DevOps");
    },
  };
};
