using System.Text;
using Buildpacks.Net.Detect;
using Buildpacks.Net.Execution;
using Buildpacks.Net.TestKit.MadeUp;
using Buildpacks.Net.Tests.Execution;

namespace Buildpacks.Net.Tests.Detect;

/// <summary>Orders are resolved as the specification says: written out into groups, of which the first that passes is taken.</summary>
[Trait("kind", "fuzz")]
public sealed class MadeUpOrders : IDisposable
{
    private const int Plain = 5;
    private const int Composites = 3;
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public Task Orders_are_written_out_into_groups()
    {
        for (var number = 0; number < Plain; number++)
        {
            _workspace.Buildpack($"b{number}@1");
        }

        return Trials.RunAsync(200, async random =>
        {
            var codes = Enumerable.Range(0, Plain).Select(_ => random.Next(4) switch { 0 => 100, 1 => 1, _ => 0 }).ToArray();
            var orders = Enumerable.Range(0, Composites).ToDictionary(number => $"c{number}", _ => Order(random));
            foreach (var (name, order) in orders)
            {
                _workspace.Composite($"{name}@1", [.. order.Select(group => string.Join(' ', group.Select(item => item.ToString())))]);
            }

            var top = Order(random);
            _workspace.Order([.. top.Select(group => string.Join(' ', group.Select(item => item.ToString())))]);
            Assert.Equal(new Model(codes, orders).Detect(top), await DetectAsync(codes));
        });
    }

    private static Item[][] Order(Random random) => [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ =>
        Enumerable.Range(0, random.Next(1, 4)).Select(_ => Item.Random(random)).ToArray())];

    private async Task<string> DetectAsync(int[] codes)
    {
        try
        {
            var inputs = _workspace.DetectInputs() with { Runner = new Table(codes) };
            return await DetectPhase.RunAsync(inputs, CancellationToken.None) switch
            {
                DetectResult.Passed passed => string.Join(' ', passed.Group.Group.Select(element => element.Id)),
                _ => "failed",
            };
        }
        catch (LifecycleException fault) when (fault.Code == DetectFault.Cycle)
        {
            return "circle";
        }
    }

    private sealed record Item(string Name, bool Optional)
    {
        public static Item Random(Random random) => new(
            random.Next(3) == 0 ? $"c{random.Next(Composites)}" : $"b{random.Next(Plain)}", random.Next(3) == 0);

        public override string ToString() => $"{Name}@1{(Optional ? "?" : "")}";
    }

    /// <summary>Programs that end as a table says.</summary>
    private sealed class Table(int[] codes) : IExecutableRunner
    {
        public Task<ExecutableExit> RunAsync(ExecutableRun run, CancellationToken cancellationToken = default)
        {
            var name = run.Path.Split('/')[^4];
            run.Output.Write(Encoding.UTF8.GetBytes(name));
            return Task.FromResult(new ExecutableExit(codes[name[1] - '0'], 0));
        }
    }

    /// <summary>The slow way: all groups, written out.</summary>
    private sealed class Model(int[] codes, Dictionary<string, Item[][]> orders)
    {
        private sealed record Placed(Item Item, string Path);

        public string Detect(Item[][] order)
        {
            try
            {
                foreach (var group in order.SelectMany(group => WriteOut([.. group.Select(item => new Placed(item, ""))])))
                {
                    var members = group.DistinctBy(item => item.Name).ToList();
                    var passed = members.Where(item => Code(item) == 0).Select(item => item.Name).ToList();
                    if (members.TrueForAll(item => item.Optional || Code(item) == 0) && passed.Count > 0)
                    {
                        return string.Join(' ', passed);
                    }
                }

                return "failed";
            }
            catch (InvalidOperationException)
            {
                return "circle";
            }
        }

        private int Code(Item item) => codes[item.Name[1] - '0'];

        private IEnumerable<IEnumerable<Item>> WriteOut(Placed[] items)
        {
            if (items is not [var first, .. var rest])
            {
                return [[]];
            }

            if (!orders.TryGetValue(first.Item.Name, out var order))
            {
                return WriteOut(rest).Select(group => group.Prepend(first.Item));
            }

            var path = $"{first.Path}/{first.Item.Name}/";
            var joined = first.Path.Contains($"/{first.Item.Name}/", StringComparison.Ordinal)
                ? throw new InvalidOperationException("circle")
                : order.SelectMany(group => WriteOut([.. group.Select(item => new Placed(item, path)), .. rest]));
            return first.Item.Optional ? joined.Concat(WriteOut(rest)) : joined;
        }
    }
}
