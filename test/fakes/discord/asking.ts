import { randomBytes } from "node:crypto";
import type { Asked } from "./asked.ts";
import { type FakeModal, filled } from "./modal-shape.ts";
import { bitsOf, channelType, type FakeState } from "./state.ts";

export interface Where {
  channel?: string;
  user?: string;
  /** The asker's own permissions there, as Discord's bits. */
  permissions?: bigint;
  locale?: string;
  /** What the options name: roles and channels by id, as Discord sends them beside. */
  resolved?: object;
}

export interface Asking {
  /** Somebody picks `/strike name`, with options. */
  command(name: string, options?: Readonly<Record<string, string | number | boolean>>, where?: Where): Asked;
  /** Somebody presses a button. */
  press(custom_id: string, where?: Where): Asked;
  /** Somebody fills in a modal and sends it. */
  submit(modal: FakeModal | undefined, answers: Readonly<Record<string, string>>, where?: Where): Asked;
  /** Somebody types in an option. */
  complete(name: string, option: string, typed: string, where?: Where): Asked;
  /** The payloads as Discord makes them, to be changed. */
  shapes: { of(type: number, data: object, where?: Where): Record<string, unknown> };
}

const subcommand = (name: string, options: readonly object[], resolved?: object): object => ({
  ...{ id: "300", type: 1, name: "strike", ...(resolved && { resolved }) },
  options: [{ type: 1, name, options }],
});

const typeOf = (value: string | number | boolean): number => (typeof value === "string" ? 3 : typeof value === "number" ? 4 : 5);

/** @param begin hands an interaction out over the gateway. */
export function createAsking(state: FakeState, begin: (payload: Record<string, unknown>) => Asked): Asking {
  const of: Asking["shapes"]["of"] = (type, data, { channel = "11", user = "7", permissions = 0n, locale = "en-US" } = {}) => {
    const known = state.channels.get(channel);
    const asker = { id: user, username: `user-${user}`, discriminator: "0", avatar: null };
    return {
      ...{ id: state.nextId(), token: randomBytes(12).toString("hex"), application_id: state.application, version: 1, type, data, locale },
      ...{
        channel_id: channel,
        channel: { id: channel, type: channelType[known?.kind ?? "text"], name: known?.name, parent_id: known?.parent },
      },
      ...(known?.guild === undefined
        ? { user: asker, context: 1 }
        : { guild_id: known.guild, member: { user: asker, permissions: String(permissions), roles: [] }, context: 0 }),
      app_permissions: bitsOf(known?.may ?? []),
      ...{ entitlements: [], authorizing_integration_owners: {} },
    };
  };
  return {
    command(name, options = {}, where) {
      const given = Object.entries(options).map(([option, value]) => ({ name: option, type: typeOf(value), value }));
      return begin(of(2, subcommand(name, given, where?.resolved), where));
    },
    press: (custom_id, where) => begin({ ...of(3, { component_type: 2, custom_id }, where), message: { id: state.nextId() } }),
    submit(modal, answers, where) {
      if (!modal) throw new Error("No modal was shown");
      return begin(of(5, filled(modal, answers), where));
    },
    complete: (name, option, typed, where) =>
      begin(of(4, subcommand(name, [{ name: option, type: 3, value: typed, focused: true }]), where)),
    shapes: { of },
  };
}
