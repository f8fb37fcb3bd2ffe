package org.meshwork.web.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Where the container sends what never reached JAX-RS, such as a request without a password. */
@WebServlet(urlPatterns = "/problem", asyncSupported = true)
public class ErrorPage extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ProblemAnswer answer = answer(request);
    response.setStatus(answer.status());
    response.setContentType(ProblemAnswer.MEDIA_TYPE);
    response.setHeader("Cache-Control", "no-store");
    answer.retryAfter().ifPresent(it -> response.setIntHeader("Retry-After", it));
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(answer.json());
    }
  }

  private static ProblemAnswer answer(HttpServletRequest request) {
    Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    if (failure instanceof Throwable thrown) {
      return ProblemMapping.answer(thrown);
    }
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    return StatusAnswer.of(status instanceof Integer known ? known : 404, "");
  }
}
