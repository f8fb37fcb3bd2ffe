package org.meshwork.foundation;

/** What a caller may do about a {@link Problem}. */
public enum Remedy {
  RETRY_HERE,
  RETRY_ELSEWHERE,
  CORRECT_INPUT,
  ASK_ADMINISTRATOR
}
