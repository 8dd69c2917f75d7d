import { stampRequests } from "./stamp-requests.ts";

// With `node --import`, for a program that is started as it is.
stampRequests();
