/** What Slack takes, in UTF-16 units unless said otherwise. */
export const LIMITS = {
  /** docs.slack.dev/reference/block-kit/blocks: a message. */
  blocks: 50,
  /**
   * All blocks of a message as JSON. Not documented: from about 13,200 on it is `msg_blocks_too_long`
   * (github.com/slackapi/bolt-js/issues/2509).
   */
  blocksJson: 12_900,
  /** docs.slack.dev/reference/block-kit/blocks/header-block */
  header: 150,
  /** docs.slack.dev/reference/block-kit/blocks/actions-block */
  actions: 25,
  /** docs.slack.dev/reference/block-kit/block-elements/button-element */
  buttonText: 75,
  buttonValue: 2_000,
  /** `private_metadata` of a view (docs.slack.dev/reference/views). */
  metadata: 3_000,
  /** docs.slack.dev/reference/block-kit/composition-objects/option-object */
  optionText: 75,
  /** docs.slack.dev/reference/block-kit/blocks: a modal or App Home. */
  homeBlocks: 100,
  /** docs.slack.dev/reference/views/modal-views */
  modalTitle: 24,
  /** docs.slack.dev/reference/block-kit/blocks/input-block and the elements that stand in one. */
  inputLabel: 2_000,
  inputText: 3_000,
  placeholder: 150,
  options: 100,
  optionValue: 150,
  /** docs.slack.dev/changelog/2018-truncating-really-long-messages: the rest is cut without a word. */
  text: 40_000,
  /** Uses of a response_url in its 30 minutes (docs.slack.dev/interactivity/handling-user-interaction). */
  responses: 5,
} as const;
