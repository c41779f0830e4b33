import { App } from "cdktf";
import { MonorepoTrust } from "./trust.js";

const app = new App();
new MonorepoTrust(app, "monorepo", { gitHubOwner: process.env.GITHUB_OWNER });
app.synth();
