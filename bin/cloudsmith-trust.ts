#!/usr/bin/env node
import { main } from "../lib/cli/index.js";

void main(process.argv.slice(2));
