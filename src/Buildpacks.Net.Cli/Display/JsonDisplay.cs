using System.Buffers;
using System.Text;
using System.Text.Json;
using Buildpacks.Net.Cli.Building;
using Buildpacks.Net.Create;
using Buildpacks.Net.Export;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Cli.Display;

/// <summary>A line of JSON for each event, on standard output: <c>phase</c>, <c>log</c>, <c>output</c>, <c>layer</c>, and at the end <c>result</c>, <c>plan</c> or <c>error</c>.</summary>
internal sealed class JsonDisplay : IBuildDisplay, IProgress<LayerProgress>
{
    private readonly CliHost _host;
    private readonly bool _quiet;
    private readonly Lock _gate = new();

    public JsonDisplay(CliHost host, DisplayOptions options)
    {
        _host = host;
        _quiet = options.Quiet;
        Log = new DisplayLog(DisplayLog.Least(options), (level, message) => Write("log", json =>
        {
            json.WriteString("level", level.ToString().ToLowerInvariant());
            json.WriteString("message", message);
        }));
        BuildpackOutput = new OutputStream(text => WriteDetail("output", json => json.WriteString("text", text)));
    }

    public ILogger Log { get; }

    public Stream BuildpackOutput { get; }

    public IProgress<LayerProgress> Layers => this;

    public void Step(string text) => WriteDetail("step", json => json.WriteString("text", text));

    public void Phase(CreateStep step) => WriteDetail("phase", json => json.WriteString("name", step.ToString().ToLowerInvariant()));

    public void Report(LayerProgress value) => WriteDetail("layer", json =>
    {
        json.WriteString("layer", value.Layer);
        json.WriteString("state", value.State.ToString().ToLowerInvariant());
        if (value.Bytes is { } bytes)
        {
            json.WriteNumber("bytes", bytes);
        }
    });

    public void Finish(BuildSummary summary) => Write("result", json => SummaryJson.Write(json, summary));

    public void Finish(BuildPlan plan) => Write("plan", json => PlanJson.Write(json, plan));

    public void Fail(Exception fault) => Write("error", json =>
    {
        json.WriteString("code", FaultText.Code(fault));
        json.WriteString("message", FaultText.Of(fault));
        json.WriteNumber("exitCode", ExitCodes.For(fault));
    });

    public ValueTask DisposeAsync() => BuildpackOutput.DisposeAsync();

    private void WriteDetail(string name, Action<Utf8JsonWriter> write)
    {
        if (!_quiet)
        {
            Write(name, write);
        }
    }

    private void Write(string name, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("event", name);
            json.WriteString("time", _host.Time.GetUtcNow());
            write(json);
            json.WriteEndObject();
        }

        lock (_gate)
        {
            _host.Output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
            _host.Output.Flush();
        }
    }
}
