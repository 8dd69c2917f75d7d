import { databaseContract } from "../contract/database.ts";
import { freshEmbedded, freshMemory, freshServer } from "../helpers/database.ts";

databaseContract("embedded", freshEmbedded);
databaseContract("embedded, in memory", freshMemory);
databaseContract("server", freshServer);
