package org.chimle.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server in this process that has one file and behaves as badly as servers do. */
public final class LoopbackServer implements AutoCloseable {

	/** What a server does with a request. */
	@FunctionalInterface
	public interface Behaviour {

		/** @param request its number, from 0; requests for the size alone do not count */
		void answer(HttpExchange exchange, int request) throws IOException, InterruptedException;
	}

	private final byte[] content;
	private final List<String> ranges = new ArrayList<>();
	private final ExecutorService threads = Executors.newCachedThreadPool();
	private final HttpServer server;
	private volatile Behaviour behaviour = (exchange, request) -> {};

	/** @param content the file */
	public LoopbackServer(final byte[] content) throws IOException {
		this.content = content;
		server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setExecutor(threads);
		server.createContext("/", this::answer);
		server.start();
	}

	/** @param given what is done with requests from now on */
	public void serve(final Behaviour given) {
		behaviour = given;
	}

	private void answer(final HttpExchange exchange) throws IOException {
		try (exchange) {
			if (exchange.getRequestMethod().equals("HEAD")) {
				exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length));
				exchange.sendResponseHeaders(200, -1);
				return;
			}
			final int request;
			synchronized (ranges) {
				request = ranges.size();
				ranges.add(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
			}
			behaviour.answer(exchange, request);
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
		}
	}

	/** @return the ranges that were asked for, one for each request */
	public List<String> ranges() {
		synchronized (ranges) {
			return List.copyOf(ranges);
		}
	}

	/** @return the address of a file */
	public URI address(final String path) {
		return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":" + server.getAddress().getPort() +
			path);
	}

	/** Answers a request, with the rest of the content where a range is asked for, but breaks off at a byte. */
	public void send(final HttpExchange exchange, final int stop) throws IOException {
		final String range = exchange.getRequestHeaders().getFirst("Range");
		final int start = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
		if (range != null) exchange.getResponseHeaders().set("Content-Range", "bytes " + start + "-" + (content.length - 1) +
			"/" + content.length);
		exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - start);
		exchange.getResponseBody().write(content, start, Math.max(0, Math.min(content.length, stop) - start));
		exchange.getResponseBody().flush();
	}

	@Override
	public void close() {
		server.stop(0);
		threads.shutdownNow();
	}
}
