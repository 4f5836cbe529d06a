#!/usr/bin/env node
// The command `rapport`: makes sure that it is built, then hands over.
import { build, install } from "../tools/ready.mjs";

install();
build();
await import("../dist/rapport.js");
