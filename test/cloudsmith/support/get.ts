/** Run as a process of its own: GETs the URL of its first argument and prints the status or the error's code. */
import { HttpTransport, isCloudsmithTransportError } from "../../../lib/cloudsmith/index.js";

const [, , url = "", caFile] = process.argv;

new HttpTransport(caFile === undefined ? {} : { caFile })
  .send({ method: "GET", url: new URL(url), headers: {}, abandonable: true })
  .then(
    (answer) => console.log(answer.status),
    (error) => console.log(isCloudsmithTransportError(error) ? error.code : error),
  );
