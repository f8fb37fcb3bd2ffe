package org.meshwork.documents.search;

import java.util.Map;

/**
 * How a search went.
 *
 * @param plan the database's plan, one step a line
 * @param stages milliseconds of {@code lookup} (the collection), {@code embed} (the query), {@code
 *     sql}, {@code assemble} (hits out of rows), in this order
 */
public record SearchExplanation(String plan, Map<String, Double> stages) {}
